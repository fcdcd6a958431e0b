import Indicators
package import Steering
import Synchronization
import Territories

/// What the pages of steering need of the services: their programmes, as they are now, and their boards.
package struct SteeredServices: Sendable {
    /// The programmes of all services that steer, with their policies.
    let programmes: @Sendable () -> [SteeringProgramme]
    private let boards = Boards()

    package init(programmes: @escaping @Sendable () -> [SteeringProgramme]) { self.programmes = programmes }

    /// The board of a service, made anew only when a figure, a definition, the programme or the day has changed.
    ///
    /// - Returns: nil for a service that steers nothing.
    func board(_ service: String, _ steering: Steering, _ observations: Observations) -> SteeringBoard? {
        guard let programme = programmes().first(where: { $0.service == service }) else { return nil }
        let today = CivilDate(steering.today)
        if let board = boards.known.withLock({ $0[service] }), board.programme == programme, board.date == today,
            board.observations.release == observations.release, board.observations.edition == observations.edition {
            return board
        }
        let board = SteeringBoard(programme, observations, steering.gazetteer, on: today)
        boards.known.withLock { $0[service] = board }
        return board
    }

    private final class Boards: Sendable {
        let known = Mutex<[String: SteeringBoard]>([:])
    }
}
