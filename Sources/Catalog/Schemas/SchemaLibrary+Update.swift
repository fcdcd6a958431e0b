import Foundation
import Localization
import Tables

/// What a harvest brought.
package struct SchemaUpdate: Sendable {
    /// Names, by what became of them.
    package var added: [String] = []
    package var changed: [String] = []
    package var unchanged: [String] = []
    package var removed: [String] = []
    /// Schemas that could not be fetched or understood, with the reason. What was kept of them before stays.
    package var failed: [(name: String, error: any Error)] = []
    /// Declarations of the catalogue that cannot be used.
    package var skipped = 0
}

extension SchemaLibrary {
    /// How many schemas are asked for at once: their server is a public service.
    private static let requestsAtOnce = 4

    /// Harvests the catalogue: asks for the list, then for each table schema of it, sparing what has not changed.
    ///
    /// One schema that fails does not keep the others from coming, and what was kept of it stays.
    ///
    /// - Parameter progress: told how many schemas are done, and of how many.
    /// - Throws: ``CatalogError`` where the list itself cannot be had or kept.
    package func update(
        progress: @escaping @Sendable (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
    ) async throws -> SchemaUpdate {
        let before = try? Harvest.load(cache)
        let known = before.flatMap { $0.catalogue == catalogue ? $0 : nil }
        do {
            try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
        } catch {
            throw CatalogError(.schemaCache, ["file": .text(cache.path)], underlying: "\(error)")
        }
        let scratch = cache.appending(path: ".incoming-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }

        var update = SchemaUpdate()
        var harvest: Harvest
        if let list = try await fetcher.fetch(catalogue, unless: known?.validators ?? .init(), into: scratch) {
            let index = try SchemaIndex(json: try Data(contentsOf: list.path), from: catalogue)
            update.skipped = index.skipped
            let kept = Dictionary((known?.schemas ?? []).map { ($0.entry.name, $0) }, uniquingKeysWith: { first, _ in first })
            harvest = Harvest(
                catalogue: catalogue, validators: list.validators, updatedAt: now(),
                schemas: index.entries.map { entry in
                    var item = kept[entry.name] ?? .init(entry: entry, file: nil, validators: .init())
                    item.entry = entry
                    return item
                })
            let names = Set(index.entries.map(\.name))
            update.removed = (known?.schemas ?? []).map(\.entry.name).filter { !names.contains($0) }.sorted()
        } else if let known {
            harvest = known
            harvest.updatedAt = now()
        } else {
            return update
        }
        try await fetchSchemas(&harvest, into: scratch, &update, progress: progress)
        try harvest.save(cache)
        for name in update.removed {
            try? FileManager.default.removeItem(at: cache.appending(path: "\(SchemaEntry.slug(name)).json"))
        }
        return update
    }

    private enum Outcome: Sendable {
        case same
        case new(Fetcher.Validators)
        case failed(any Error)
    }

    private func fetchSchemas(
        _ harvest: inout Harvest, into scratch: URL, _ update: inout SchemaUpdate,
        progress: @Sendable (_ done: Int, _ total: Int) throws -> Void
    ) async throws {
        let total = harvest.schemas.count
        var done = 0
        try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
            var next = 0
            func start() {
                guard next < total else { return }
                let (index, item) = (next, harvest.schemas[next])
                next += 1
                group.addTask { (index, try await outcome(of: item, into: scratch)) }
            }
            for _ in 0..<Self.requestsAtOnce { start() }
            while let (index, outcome) = try await group.next() {
                let name = harvest.schemas[index].entry.name
                switch outcome {
                case .same: update.unchanged.append(name)
                case .new(let validators):
                    if harvest.schemas[index].file == nil { update.added.append(name) } else { update.changed.append(name) }
                    harvest.schemas[index].file = "\(harvest.schemas[index].entry.slug).json"
                    harvest.schemas[index].validators = validators
                case .failed(let error): update.failed.append((name, error))
                }
                done += 1
                try progress(done, total)
                start()
            }
        }
        update.added.sort()
        update.changed.sort()
        update.unchanged.sort()
        update.failed.sort { $0.name < $1.name }
    }

    private func outcome(of item: Harvest.Harvested, into scratch: URL) async throws -> Outcome {
        guard let address = item.entry.address else { return .failed(CatalogError(.schemaUnreadable, ["schema": .text(item.entry.name)])) }
        let target = cache.appending(path: "\(item.entry.slug).json")
        let isKept = item.file != nil && FileManager.default.fileExists(atPath: target.path)
        let folder = scratch.appending(path: item.entry.slug)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            guard let file = try await fetcher.fetch(address, unless: isKept ? item.validators : .init(), into: folder) else {
                return .same
            }
            let text = try Data(contentsOf: file.path)
            _ = try TableSchema(json: text)
            if isKept, try Data(contentsOf: target) == text { return .same }
            try text.write(to: target, options: .atomic)
            return .new(file.validators)
        } catch let error as CancellationError {
            throw error
        } catch {
            return .failed(error)
        }
    }
}
