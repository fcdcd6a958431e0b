import Foundation
package import Localization
package import Store

/// The store's errors as people are told of them: `errors.store.<kind>`.
extension StoreError: LocalizedFailure {
    package var code: String { "store.\(kind.rawValue)" }
    package var arguments: [String: MessageArgument] { ["detail": .text(message)] }
    package var isPermanent: Bool { !isTransient }
}

/// What a job kept of its error, as people are told of it.
extension JobFailure {
    /// Tells any error in a form that can be stored; one that nobody prepared a message for keeps its description.
    package init(describing error: any Error) {
        let code: String
        let arguments: [String: MessageArgument]
        let isPermanent: Bool
        if let failure = error as? any LocalizedFailure {
            (code, arguments, isPermanent) = (failure.code, failure.arguments, failure.isPermanent)
        } else {
            (code, arguments, isPermanent) = ("unexpected", ["detail": .text("\(error)")], false)
        }
        let json = (try? JSONEncoder().encode(arguments)).map { String(decoding: $0, as: UTF8.self) }
        self.init(code: code, arguments: json ?? "{}", isPermanent: isPermanent)
    }
}
