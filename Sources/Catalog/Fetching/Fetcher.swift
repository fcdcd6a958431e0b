package import Foundation
import Localization

/// Reads files at addresses given by others, without letting them read the network of the machine.
///
/// Each hop is resolved here, all its addresses are checked, and the connection goes to the address that was checked,
/// so that a name that changes between the two (DNS rebinding) leads nowhere else.
package struct Fetcher: Sendable {
    /// What a source may cost.
    package struct Limits: Sendable, Hashable {
        /// Largest file, in bytes.
        package var maximumBytes: Int64 = 10_000_000_000
        package var connectTimeout: Duration = .seconds(10)
        /// Longest silence of the server.
        package var idleTimeout: Duration = .seconds(60)
        /// Longest time for the whole file.
        package var totalTimeout: Duration = .seconds(3_600)
        /// Most addresses in a row that send elsewhere.
        package var maximumRedirects = 5

        package init() {}
    }

    /// A file brought to this machine.
    package struct File: Sendable, Hashable {
        package let path: URL
        /// Safe name, from the server or from the address.
        package let name: String
        /// As the server says it, without parameters.
        package let mediaType: String?
        package let bytes: Int64
        /// The last address, after redirections.
        package let address: URL
        /// What to send back next time, to be spared the same file again.
        package let validators: Validators
    }

    /// How a server names one state of a file (RFC 9110, section 8.8).
    package struct Validators: Codable, Sendable, Hashable {
        package var entityTag: String?
        package var lastModified: String?

        package init(entityTag: String? = nil, lastModified: String? = nil) {
            self.entityTag = entityTag
            self.lastModified = lastModified
        }
    }

    package let limits: Limits
    let allowsPrivateAddresses: Bool
    let userAgent: String
    let resolution: HostResolution

    /// - Parameters:
    ///   - allowsPrivateAddresses: for instances that read sources of their own network.
    ///   - userAgent: who asks, so that a portal can tell and complain.
    package init(
        limits: Limits = Limits(), allowsPrivateAddresses: Bool = false, userAgent: String = "Portulan",
        resolution: HostResolution = .system
    ) {
        self.limits = limits
        self.allowsPrivateAddresses = allowsPrivateAddresses
        self.userAgent = userAgent
        self.resolution = resolution
    }

    /// The same with other limits.
    package func limited(to limits: Limits) -> Fetcher {
        Fetcher(
            limits: limits, allowsPrivateAddresses: allowsPrivateAddresses, userAgent: userAgent, resolution: resolution)
    }

    /// Brings the file at an address into a folder, as a stream.
    ///
    /// - Parameter progress: told bytes received and bytes announced; throwing stops the transfer.
    /// - Throws: `CatalogError` `catalog.fetch.*`, permanent where asking again cannot help.
    package func fetch(
        _ address: URL, into folder: URL,
        progress: @escaping @Sendable (_ done: Int64, _ total: Int64?) throws -> Void = { _, _ in }
    ) async throws -> File {
        guard let file = try await fetch(address, unless: Validators(), into: folder, progress: progress) else {
            // Nothing was asked to be spared.
            throw CatalogError(.fetchStatus, ["address": .text(address.absoluteString), "status": 304])
        }
        return file
    }

    /// The same, sparing a file that is still what `known` names.
    ///
    /// - Returns: nil where the server says that nothing has changed.
    package func fetch(
        _ address: URL, unless known: Validators, into folder: URL,
        progress: @escaping @Sendable (_ done: Int64, _ total: Int64?) throws -> Void = { _, _ in }
    ) async throws -> File? {
        var target = try FetchTarget(address)
        for _ in 0...limits.maximumRedirects {
            let pinned = try await checkedAddress(of: target)
            switch try await request(target, at: pinned, unless: known, into: folder, progress: progress) {
            case .file(let file): return file
            case .unchanged: return nil
            case .redirect(let location):
                guard let next = URL(string: location, relativeTo: target.url)?.absoluteURL else {
                    throw CatalogError(.fetchAddress, ["address": .text(location)])
                }
                target = try FetchTarget(next)
            }
        }
        throw CatalogError(
            .fetchRedirects, ["address": .text(address.absoluteString), "limit": .integer(limits.maximumRedirects)])
    }

    /// The address to connect to, once all those of the host are known to be allowed.
    func checkedAddress(of target: FetchTarget) async throws -> IPAddress {
        let addresses = try await resolution.addresses(target.host)
        guard let first = addresses.first(where: { $0.bytes.count == 4 }) ?? addresses.first else {
            throw CatalogError(.fetchHost, ["host": .text(target.host)], isPermanent: false)
        }
        if !allowsPrivateAddresses, let refused = addresses.first(where: { !$0.isPublic }) {
            throw CatalogError(.fetchPrivate, ["host": .text(target.host), "address": .text("\(refused)")])
        }
        return first
    }
}

/// An address brought to one spelling, so that what was checked is what is asked.
struct FetchTarget: Sendable {
    let url: URL
    /// Lower-case name, or address without brackets.
    let host: String

    init(_ address: URL) throws {
        guard var parts = URLComponents(url: address.absoluteURL, resolvingAgainstBaseURL: true) else {
            throw CatalogError(.fetchAddress, ["address": .text(address.absoluteString)])
        }
        guard let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https" else {
            throw CatalogError(.fetchScheme, ["scheme": .text(parts.scheme ?? "")])
        }
        guard let host = parts.host?.lowercased(), !host.isEmpty else {
            throw CatalogError(.fetchAddress, ["address": .text(address.absoluteString)])
        }
        // A password in an address would end in the log of every machine on the way.
        guard parts.user == nil, parts.password == nil else {
            throw CatalogError(.fetchAddress, ["address": .text("\(scheme)://\(host)/")])
        }
        parts.scheme = scheme
        parts.host = host
        parts.fragment = nil
        guard let url = parts.url else {
            throw CatalogError(.fetchAddress, ["address": .text(address.absoluteString)])
        }
        self.url = url
        self.host = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    }
}
