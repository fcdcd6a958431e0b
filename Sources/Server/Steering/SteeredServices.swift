import Indicators
package import Steering
import Synchronization
import Territories

/// What the pages of steering need of the services: their programmes, as they are now, and their boards.
package struct SteeredServices: Sendable {
    /// A programme with its policies; nil for a service that does not exist or steers nothing.
    let programme: @Sendable (_ service: String) -> SteeringProgramme?
    private let boards = Boards()

    package init(programme: @escaping @Sendable (_ service: String) -> SteeringProgramme?) { self.programme = programme }

    /// The board of a service, made anew only when a figure, a definition, the programme or the day has changed.
    ///
    /// - Returns: nil for a service that steers nothing.
    func board(_ service: String, _ steering: Steering, _ observations: Observations) -> SteeringBoard? {
        guard let programme = programme(service) else { return nil }
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
