import ArgumentParser
import Catalog
import Foundation
import Identity
import Instance
import Localization
import Terminal

struct AccountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "cli.account.abstract", discussion: "cli.account.examples",
        subcommands: [
            AccountAddCommand.self, AccountListCommand.self, AccountRoleCommand.self, AccountResetCommand.self,
            AccountDisableCommand.self,
        ])

    @OptionGroup var common: CommonOptions
}

struct AccountAddCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "cli.account.add.abstract", discussion: "cli.account.add.examples")

    @Argument(help: ArgumentHelp("cli.account.email", valueName: "email"))
    var email: String

    @Option(help: ArgumentHelp("cli.account.add.name", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("cli.account.role", valueName: "role"))
    var role: RoleName?

    @Option(help: ArgumentHelp("cli.account.organization", valueName: "organization"))
    var organization: String?

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        try await InstanceLocation(place, in: session).using(session) { instance in
            let scope = try await instance.scope(organization)
            let made = try await instance.identity.createAccount(
                email: email, name: name, grant: role.map { Grant($0.role, on: scope) }, by: session.authorization(.manageAccounts))
            try session.print(session.text("cli.account.add.done", ["email": .text(made.account.email)]))
            try session.printLink(made.link, of: instance)
        }
    }
}

struct AccountListCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "cli.account.list.abstract", discussion: "cli.account.list.examples")

    @Flag(help: "cli.jobs.list.json")
    var json = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        try await InstanceLocation(place, in: session).using(session) { instance in
            let report = AccountReport(session: session, organizations: try await instance.catalog.organizations())
            let accounts = try await instance.identity.accounts()
            try session.print(json ? [try JSONText.encode(accounts.map(report.entry))] : report.lines(accounts))
        }
    }
}

struct AccountRoleCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "cli.account.role.abstract", discussion: "cli.account.role.examples")

    @Argument(help: ArgumentHelp("cli.account.email", valueName: "email"))
    var email: String

    @Argument(help: ArgumentHelp("cli.account.roleOrNone", valueName: "role"))
    var role: String

    @Option(help: ArgumentHelp("cli.account.organization", valueName: "organization"))
    var organization: String?

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let wanted = Role(rawValue: role)
        guard wanted != nil || role == "none" else { throw IdentityError(.roleUnknown) }
        try await InstanceLocation(place, in: session).using(session) { instance in
            try await instance.identity.setRole(
                wanted, on: try await instance.scope(organization), of: try await instance.account(email).id,
                by: session.authorization(.manageMembers))
            try session.print(session.text("cli.account.role.done", ["email": .text(email)]))
        }
    }
}

struct AccountResetCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "cli.account.reset.abstract", discussion: "cli.account.reset.examples")

    @Argument(help: ArgumentHelp("cli.account.email", valueName: "email"))
    var email: String

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        try await InstanceLocation(place, in: session).using(session) { instance in
            let link = try await instance.identity.issueReset(
                for: try await instance.account(email).id, by: session.authorization(.manageAccounts))
            try session.printLink(link, of: instance)
        }
    }
}

struct AccountDisableCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "cli.account.disable.abstract", discussion: "cli.account.disable.examples")

    @Argument(help: ArgumentHelp("cli.account.email", valueName: "email"))
    var email: String

    @Flag(help: "cli.account.disable.undo")
    var undo = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        try await InstanceLocation(place, in: session).using(session) { instance in
            try await instance.identity.setDisabled(
                !undo, try await instance.account(email).id, by: session.authorization(.manageAccounts))
            try session.print(session.text(undo ? "cli.account.disable.undone" : "cli.account.disable.done", ["email": .text(email)]))
        }
    }
}

/// The roles, by the names that `Role` has.
struct RoleName: RawRepresentable, ExpressibleByArgument, CaseIterable {
    let role: Role

    init?(rawValue: String) {
        guard let role = Role(rawValue: rawValue) else { return nil }
        self.role = role
    }

    var rawValue: String { role.rawValue }
    static var allCases: [RoleName] { Role.allCases.compactMap { RoleName(rawValue: $0.rawValue) } }
    static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

extension InstanceLocation {
    /// Opens the instance for `body`, and closes it whatever happens.
    func using(_ session: Session, _ body: (Instance) async throws -> Void) async throws {
        let instance = try await open(session)
        do {
            try await body(instance)
        } catch {
            await instance.close()
            throw error
        }
        await instance.close()
    }
}

extension Session {
    /// Whoever can open the instance's folder owns it; the journal names the system's user.
    func authorization(_ permission: Permission) -> Authorization {
        let user = [environment["SUDO_USER"], environment["USER"], environment["LOGNAME"]].compactMap(\.self).first { !$0.isEmpty }
        return .commandLine(permission, user: user ?? NSUserName())
    }

    /// Where a one-time link leads, under the public address where there is one.
    func printLink(_ token: SecretToken, of instance: Instance) throws {
        let settings = instance.settings
        let origin = settings.baseURL?.absoluteString ?? "http://\(settings.address):\(settings.port)"
        try print([text("cli.account.link"), "\(origin)/compte/reinitialisation?jeton=\(token.text)"])
    }
}

extension Instance {
    /// - Throws: ``IdentityError`` `accountUnknown`.
    func account(_ email: String) async throws -> Account {
        guard let account = try await identity.account(email: email) else { throw IdentityError(.accountUnknown) }
        return account
    }

    /// - Throws: ``IdentityError`` `organizationUnknown`.
    func scope(_ organization: String?) async throws -> Scope {
        guard let organization else { return .instance }
        guard let found = try await catalog.organization(organization) else { throw IdentityError(.organizationUnknown) }
        return .organization(found.id)
    }
}
