/// What the process answers to whoever started it, after `sysexits.h` (4.3BSD) where it has a word for it.
///
/// `docs/command-line.md` lists them all; a test compares.
package enum Outcome: Int32, Sendable, CaseIterable {
    case success = 0
    /// The work was done and the answer is no.
    case negative = 1
    case usage = 64
    case dataError = 65
    case noInput = 66
    case unavailable = 69
    case software = 70
    case cannotCreate = 73
    case inputOutput = 74
    case temporaryFailure = 75
    case noPermission = 77
    case configuration = 78
    case interrupted = 130
    case brokenPipe = 141
    case terminated = 143

    /// Failures by the beginning of their code; the longest that fits decides.
    private static let table: [(prefix: String, outcome: Outcome)] = [
        ("cli.usage", .usage),
        ("cli.file", .noInput),
        ("cli.file.permission", .noPermission),
        ("cli.instance", .noInput),
        ("cli.resource", .noInput),
        ("cli.territories", .noInput),
        ("cli.service", .noInput),
        ("cli.service.name", .usage),
        ("cli.service.occupied", .cannotCreate),
        ("cli.resource.unpublished", .temporaryFailure),
        ("cli.output.create", .cannotCreate),
        ("cli.output.write", .inputOutput),
        ("cli.engine.missing", .unavailable),
        ("cli.engine.disk", .inputOutput),
        ("cli.engine.memory", .temporaryFailure),
        ("cli.engine.timeout", .temporaryFailure),
        ("store.cannotOpen", .dataError),
        ("store.corrupt", .dataError),
        ("store.busy", .temporaryFailure),
        ("store.diskFull", .inputOutput),
        ("store.inputOutput", .inputOutput),
        ("store.readOnly", .noPermission),
        ("store.alreadyExists", .cannotCreate),
        ("tables", .dataError),
        ("tables.disk", .inputOutput),
        ("tables.memory", .temporaryFailure),
        ("tables.scratch", .cannotCreate),
        ("tables.sheet.unknown", .usage),
        ("tables.archive.noSuchMember", .usage),
        ("tables.file.unreadable", .noPermission),
        ("lake", .usage),
        ("lake.disk", .inputOutput),
        ("lake.file", .inputOutput),
        ("lake.permission", .noPermission),
        ("lake.table", .dataError),
        ("lake.engine.missing", .unavailable),
        ("lake.engine.failed", .software),
        ("lake.memory", .temporaryFailure),
        ("lake.timeout", .temporaryFailure),
        ("lake.busy", .temporaryFailure),
        ("lake.interrupted", .temporaryFailure),
        ("catalog", .usage),
        ("catalog.dataset.unknown", .noInput),
        ("catalog.organization.unknown", .noInput),
        ("catalog.resource.unknown", .noInput),
        ("catalog.version.unknown", .noInput),
        ("catalog.file", .noInput),
        ("catalog.file.unreadable", .noPermission),
        ("catalog.file.empty", .dataError),
        ("catalog.fetch", .unavailable),
        ("catalog.fetch.address", .usage),
        ("catalog.fetch.scheme", .usage),
        ("catalog.fetch.too_large", .dataError),
        ("catalog.schema", .noInput),
        ("catalog.schema.ambiguous", .usage),
        ("catalog.schema.catalogue", .dataError),
        ("catalog.schema.cache", .inputOutput),
        ("catalog.schema.guess", .noInput),
        ("catalog.source.unknown", .noInput),
        ("catalog.harvest.robots", .noPermission),
        ("catalog.document", .dataError),
        ("catalog.declaration", .dataError),
        ("declarations", .dataError),
        ("declarations.unreadable", .noInput),
        ("indicators", .dataError),
        ("services", .dataError),
        ("steering", .usage),
        ("texts.index", .dataError),
        ("texts.index.unreadable", .noInput),
        ("texts.index.unwritable", .inputOutput),
        ("territories", .dataError),
        ("territories.file.unreadable", .noInput),
        ("territories.update", .usage),
        ("territories.snapshot.unreadable", .noInput),
        ("territories.snapshot.unwritable", .cannotCreate),
        ("request", .usage),
        ("request.notFound", .noInput),
        ("request.notATable", .noInput),
        ("request.timeout", .temporaryFailure),
        ("server.port", .unavailable),
        ("server.port.denied", .noPermission),
        ("server.host", .unavailable),
        ("server.unavailable", .temporaryFailure),
        ("server.busy", .temporaryFailure),
        ("server.cancelled", .temporaryFailure),
        ("instance.folder", .cannotCreate),
        ("instance.folder.missing", .noInput),
        ("instance.folder.unreadable", .noPermission),
        ("instance.settings", .configuration),
        ("instance.backup", .cannotCreate),
        ("instance.backup.missing", .dataError),
        ("instance.backup.damaged", .dataError),
        ("instance.backup.changed", .temporaryFailure),
        ("instance.restore", .dataError),
        ("instance.restore.unreadable", .noPermission),
        ("schema", .dataError),
        ("instance.store", .usage),
        ("instance.store.password", .noPermission),
        ("instance.store.running", .temporaryFailure),
        ("instance.store.occupied", .cannotCreate),
        ("identity", .usage),
        ("identity.accountUnknown", .noInput),
        ("identity.organizationUnknown", .noInput),
        ("identity.forbidden", .noPermission),
        ("identity.refused", .noPermission),
        ("identity.signedOut", .noPermission),
        ("identity.busy", .temporaryFailure),
        ("identity.throttled", .temporaryFailure),
        ("jobs", .temporaryFailure),
    ]

    /// - Parameter code: of a `LocalizedFailure`.
    package init(code: String) {
        let fitting = Self.table.filter { code == $0.prefix || code.hasPrefix($0.prefix + ".") }
        self = fitting.max { $0.prefix.count < $1.prefix.count }?.outcome ?? .software
    }
}
