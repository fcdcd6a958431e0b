import Catalog
package import DuckDB
package import Foundation
package import Indicators
import Synchronization
package import Territories

/// The services of an instance, as their folders were last read.
///
/// A faulty service stops neither the others nor the instance: it is out of service, with its messages.
package final class ServiceLibrary: Sendable {
    /// Folders that hold services, one folder each; the first has a name's first service.
    package let folders: [URL]
    /// Values of `${NAME}` in sources.
    package let variables: [String: String]
    let support: SupportFolder
    /// The official geographic code; nil where there is none.
    let gazetteer: Gazetteer?
    private let state = Mutex(State())

    private struct State {
        var services: [Service] = []
        var reports: [String: ServiceReport] = [:]
        var fingerprint: [String: String]?
    }

    package init(folders: [URL], variables: [String: String], support: SupportFolder, gazetteer: Gazetteer?) {
        self.folders = folders.map(\.standardizedFileURL)
        self.variables = variables
        self.support = support
        self.gazetteer = gazetteer
    }

    /// In the order of their titles, those out of service last.
    package var services: [Service] {
        let own = own
        return own.map { $0.borrowing(from: own) }
    }

    package func service(_ slug: String) -> Service? {
        let own = own
        return own.first { $0.slug == slug }?.borrowing(from: own)
    }

    /// The services without what they take from one another.
    var own: [Service] { state.withLock { $0.services } }

    /// The definitions of the indicators of all services that are in service.
    package var indicators: [IndicatorDefinition] { services.filter { !$0.isOutOfService }.flatMap(\.indicators) }

    /// Reads all folders, whatever was read before.
    package func read() { read(fingerprint()) }

    /// Reads all folders where a file changed since the last time.
    ///
    /// - Returns: whether anything was read.
    package func readIfChanged() -> Bool {
        let now = fingerprint()
        guard state.withLock({ $0.fingerprint }) != now else { return false }
        read(now)
        return true
    }

    /// What a service's files declare; nil where there is no such service.
    func report(_ slug: String) -> ServiceReport? { state.withLock { $0.reports[slug] } }

    /// Takes what is known of a service's sources.
    func settle(_ sources: [ServiceSource], of slug: String) {
        state.withLock { state in
            if let index = state.services.firstIndex(where: { $0.slug == slug }) { state.services[index].sources = sources }
        }
    }

    /// The folders of services: what holds a `service.yaml`, and what looks as if it were meant to.
    package func serviceFolders() -> [ServiceFolder] {
        var found: [ServiceFolder] = []
        for folder in folders {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            for name in names.sorted() where !name.hasPrefix(".") {
                let service = ServiceFolder(folder.appendingPathComponent(name, isDirectory: true))
                let parts = ServiceFolder.Part.allCases.map(service.folder) + [service.declaration]
                guard parts.contains(where: { FileManager.default.fileExists(atPath: $0.path) }),
                    !found.contains(where: { $0.name == name })
                else { continue }
                found.append(service)
            }
        }
        return found
    }

    private func fingerprint() -> [String: String] {
        serviceFolders().reduce(into: [:]) { $0.merge($1.fingerprint) { _, last in last } }
    }

    private func read(_ fingerprint: [String: String]) {
        let folders = serviceFolders()
        var surroundings = ServiceReader.Surroundings(variables: variables, services: folders.map(\.name))
        if let gazetteer { surroundings.knows = { gazetteer.territory($0) != nil } }
        // What services take from one another must be known before any is judged.
        for folder in folders {
            let report = ServiceReader(folder, surroundings).read()
            surroundings.others += report.indicators
            if report.lacksIndicators { surroundings.unread.insert(folder.name) }
        }
        surroundings.support = support
        var services: [Service] = []
        var reports: [String: ServiceReport] = [:]
        for folder in folders {
            var own = surroundings
            own.others.removeAll { $0.id.service == folder.name }
            own.services.removeAll { $0 == folder.name }
            own.unread.remove(folder.name)
            let report = ServiceReader(folder, prefix: folder.name + "/", own).read()
            reports[folder.name] = report
            let isSound = report.problems.isEmpty
            services.append(Service(
                slug: folder.name, folder: folder.root, title: report.definition?.title ?? folder.name,
                definition: isSound ? report.definition : nil, indicators: isSound ? report.indicators : [],
                sources: report.pendingSources, problems: report.problems))
        }
        services.sort { first, second in
            first.isOutOfService == second.isOutOfService
                ? first.title.localizedStandardCompare(second.title) == .orderedAscending : second.isOutOfService
        }
        state.withLock { state in
            // What was known of sources holds until they are looked at again.
            for index in services.indices {
                if let before = state.services.first(where: { $0.slug == services[index].slug }) {
                    services[index].sources = services[index].sources.map { source in
                        before.sources.first { $0.resource == source.resource && $0.origin == source.origin } ?? source
                    }
                }
            }
            (state.services, state.reports, state.fingerprint) = (services, reports, fingerprint)
        }
    }
}

extension Service {
    /// The service with the indicators and the sources of those that it uses.
    fileprivate func borrowing(from all: [Service]) -> Service {
        guard let names = definition?.services, !names.isEmpty else { return self }
        var service = self
        for other in all where names.contains(other.slug) && other.slug != slug {
            service.borrowed += other.indicators
            service.sources += other.sources.filter { source in !service.sources.contains { $0.resource == source.resource } }
        }
        return service
    }
}

extension ServiceReport {
    /// The resources that the service declares or uses, of which nothing else is known yet.
    var pendingSources: [ServiceSource] {
        let used = (definition?.resources ?? []).map {
            ServiceSource(dataset: "", resource: $0, title: $0, origin: $0, state: .absent)
        }
        return used + sources.flatMap(\.datasets).flatMap { dataset in
            dataset.resources.map { resource in
                ServiceSource(
                    dataset: dataset.slug, resource: resource.slug, title: resource.metadata.title ?? resource.slug,
                    origin: resource.service?.written ?? "", state: .absent)
            }
        }
    }
}
