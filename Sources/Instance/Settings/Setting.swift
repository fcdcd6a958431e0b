import Foundation
import Store

/// The declaration of one setting: the one place from which its parsing, its checks, the commented `portulan.yaml` and
/// `docs/settings.md` are made.
package struct Setting: Sendable {
    /// What the setting is about: a heading in the file and in the documentation, `settings.group.<raw value>`.
    package enum Group: String, Sendable, CaseIterable { case site, server, accounts, storage, queries, ingestion, services, harvest, validation, logs }

    /// The name in `portulan.yaml`.
    package let key: String
    package let group: Group
    package let kind: SettingKind
    /// The default, as one would write it.
    package let defaultText: String
    private let assign: @Sendable (SettingValue, inout Settings) -> Void

    /// The variable that overrides the file.
    package var environmentName: String { "PORTULAN_" + key.uppercased() }
    /// The message that says what it is for.
    package var messageKey: String { "settings.\(key)" }

    /// `text` fit for a message: what could be a secret is left out.
    func shown(_ text: String) -> String { kind == .store ? PostgresAddress.redacted(text) : text }

    /// Reads `text` and puts its value in place.
    ///
    /// - Throws: ``SettingKind/Refusal`` when the text is not a value of the setting's kind.
    func apply(_ text: String, _ settings: inout Settings) throws(SettingKind.Refusal) {
        assign(try kind.value(of: text), &settings)
    }

    /// Every setting, in the order of the documentation.
    package static let all: [Setting] = [
        text("title", .site, \.title, default: "Portulan", maxLength: 120),
        text("organization", .site, \.organization, default: "", maxLength: 200),
        Setting(key: "contact", group: .site, kind: .email, defaultText: "") { $1.contact = $0.text },
        choice("theme", .site, \.theme, default: .dsfr),
        text("state_mark", .site, \.stateMark, default: "République / Française", maxLength: 120),
        text("tagline", .site, \.tagline, default: "", maxLength: 200),
        Setting(key: "base_url", group: .site, kind: .webAddress, defaultText: "") {
            $1.baseURL = $0.text.isEmpty ? nil : URL(string: $0.text)
        },

        Setting(key: "address", group: .server, kind: .hostAddress, defaultText: "127.0.0.1") { $1.address = $0.text },
        integer("port", .server, \.port, default: 8080, in: 0...65_535),
        boolean("trust_proxy", .server, \.trustsProxy, default: false),
        size("body_limit", .server, \.bodyLimit, default: "1 MB", in: 1_000...10_000_000_000),
        number("rate_limit", .server, \.rateLimit, default: "50", in: 0...1_000_000),
        integer("rate_burst", .server, \.rateBurst, default: 200, in: 1...1_000_000),

        integer("password_length", .accounts, \.passwordLength, default: 12, in: 12...64),
        duration("session_idle", .accounts, \.sessionIdle, default: "2 h", in: 300...86_400),
        duration("session_max", .accounts, \.sessionMax, default: "12 h", in: 600...2_592_000),
        integer("journal_days", .accounts, \.journalDays, default: 365, in: 30...3650),

        store,
        text("store_password_file", .storage, \.storePasswordFile, default: "", maxLength: 1000),

        duration("query_timeout", .queries, \.queryTimeout, default: "10 s", in: 0.1...3600),
        integer("page_size_max", .queries, \.pageSizeMax, default: 1000, in: 1...100_000),
        size("query_memory", .queries, \.queryMemory, default: "1 GB", in: 64_000_000...1_000_000_000_000),
        integer("query_workers", .queries, \.queryWorkers, default: 0, in: 0...256),
        size("hot_tables", .queries, \.hotTables, default: "1 GB", in: 0...1_000_000_000_000),

        integer("job_workers", .ingestion, \.jobWorkers, default: 1, in: 1...64),
        size("file_max", .ingestion, \.fileMax, default: "10 GB", in: 1_000...1_000_000_000_000),
        boolean("private_addresses", .ingestion, \.privateAddresses, default: false),

        text("service_folders", .services, \.serviceFolders, default: "", maxLength: 4_000),
        text("service_variables", .services, \.serviceVariables, default: "", maxLength: 4_000),

        duration("harvest_interval", .harvest, \.harvestInterval, default: "200 ms", in: 0...60),
        integer("harvest_attempts", .harvest, \.harvestAttempts, default: 4, in: 1...20),
        duration("harvest_patience", .harvest, \.harvestPatience, default: "1 s", in: 0...300),
        duration("harvest_wait_max", .harvest, \.harvestWaitMax, default: "2 min", in: 0...3_600),
        integer("harvest_page_size", .harvest, \.harvestPageSize, default: 100, in: 1...1_000),
        size("harvest_page_max", .harvest, \.harvestPageMax, default: "64 MB", in: 10_000...256_000_000),
        duration("link_check_interval", .harvest, \.linkCheckInterval, default: "24 h", in: 0...8_760 * 3_600),

        text("schema_folder", .validation, \.schemaFolder, default: "", maxLength: 1_000),
        Setting(key: "schema_catalogue", group: .validation, kind: .url, defaultText: "https://schema.data.gouv.fr/schemas.json") {
            $1.schemaCatalogue = URL(string: $0.text)
        },
        size("check_max", .validation, \.checkMax, default: "200 MB", in: 1_000...10_000_000_000),
        duration("check_kept", .validation, \.checkKept, default: "15 min", in: 60...86_400),
        integer("checks_at_once", .validation, \.checksAtOnce, default: 2, in: 1...64),

        choice("log_level", .logs, \.logLevel, default: .info),
        choice("log_format", .logs, \.logFormat, default: .text),
    ]
}

extension Setting {
    /// The engine of the store, and where it is.
    static let store = Setting(key: "store", group: .storage, kind: .store, defaultText: StoreLocation.embedded) {
        $1.store = $0.text
    }

    private typealias Path<Value> = WritableKeyPath<Settings, Value> & Sendable

    private static func text(
        _ key: String, _ group: Group, _ path: any Path<String>, default text: String, maxLength: Int
    ) -> Setting {
        Setting(key: key, group: group, kind: .text(maxLength: maxLength), defaultText: text) {
            $1[keyPath: path] = $0.text
        }
    }

    private static func boolean(_ key: String, _ group: Group, _ path: any Path<Bool>, default value: Bool) -> Setting {
        Setting(key: key, group: group, kind: .boolean, defaultText: value ? "true" : "false") {
            $1[keyPath: path] = $0.number != 0
        }
    }

    private static func integer(
        _ key: String, _ group: Group, _ path: any Path<Int>, default value: Int, in range: ClosedRange<Int>
    ) -> Setting {
        Setting(key: key, group: group, kind: .integer(range), defaultText: "\(value)") {
            $1[keyPath: path] = Int($0.number)
        }
    }

    private static func number(
        _ key: String, _ group: Group, _ path: any Path<Double>, default text: String, in range: ClosedRange<Double>
    ) -> Setting {
        Setting(key: key, group: group, kind: .number(range), defaultText: text) { $1[keyPath: path] = $0.number }
    }

    private static func duration(
        _ key: String, _ group: Group, _ path: any Path<Double>, default text: String, in range: ClosedRange<Double>
    ) -> Setting {
        Setting(key: key, group: group, kind: .duration(range), defaultText: text) { $1[keyPath: path] = $0.number }
    }

    private static func size(
        _ key: String, _ group: Group, _ path: any Path<Int64>, default text: String, in range: ClosedRange<Int64>
    ) -> Setting {
        Setting(key: key, group: group, kind: .size(range), defaultText: text) {
            $1[keyPath: path] = Int64($0.number)
        }
    }

    private static func choice<Value: RawRepresentable<String> & CaseIterable & Sendable>(
        _ key: String, _ group: Group, _ path: any Path<Value>, default value: Value
    ) -> Setting {
        Setting(
            key: key, group: group, kind: .choice(Value.allCases.map(\.rawValue)), defaultText: value.rawValue
        ) {
            if let chosen = Value(rawValue: $0.text) { $1[keyPath: path] = chosen }
        }
    }
}
