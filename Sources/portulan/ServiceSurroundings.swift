import DuckDB
import Foundation
import Services
import Territories

/// What a service is checked against, without an instance: the territories that are installed, and the environment.
struct ServiceSurroundings {
    let support: SupportFolder?
    let gazetteer: Gazetteer?
    let variables: [String: String]

    init(_ place: InstanceOptions, in session: Session) {
        support = try? SupportFolder.locate(environment: session.environment, executable: session.executable)
        gazetteer = try? TerritoriesLocation(place, in: session).open()
        variables = session.environment
    }
}
