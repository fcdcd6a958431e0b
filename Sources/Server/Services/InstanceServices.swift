import Instance
import Services

extension Instance {
    /// Its services as they are now, for pages.
    var publicServices: @Sendable () async -> [Service] {
        let library = services
        return { library.services }
    }
}
