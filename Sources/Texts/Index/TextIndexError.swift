package import Localization
import Foundation

/// An index on disk that cannot be used. The index is derived from the catalogue: the way out is to make it again.
package struct TextIndexError: LocalizedFailure, Equatable {
    package let code: String
    package let arguments: [String: MessageArgument]
    package var isPermanent: Bool { true }

    static func damaged(file: String, problem: String) -> TextIndexError {
        TextIndexError(code: "texts.index.damaged", arguments: ["file": .text(file), "problem": .text(problem)])
    }

    static func otherAnalysis(file: String) -> TextIndexError {
        TextIndexError(code: "texts.index.otherAnalysis", arguments: ["file": .text(file)])
    }

    static func unreadable(file: String, errno: Int32) -> TextIndexError {
        let problem = unsafe String(cString: strerror(errno))
        return TextIndexError(
            code: "texts.index.unreadable", arguments: ["file": .text(file), "problem": .text(problem)])
    }

    static func unwritable(file: String, problem: String) -> TextIndexError {
        TextIndexError(code: "texts.index.unwritable", arguments: ["file": .text(file), "problem": .text(problem)])
    }

    static let tooLarge = TextIndexError(code: "texts.index.tooLarge", arguments: [:])
}
