package import Localization

/// The settings told to people: the commented file of a new instance, and the page of the documentation.
package enum SettingsDocument {
    /// A `portulan.yaml` in which every setting is explained, commented out and at its default.
    package static func template(_ localizer: Localizer) -> String {
        var lines = comment(localizer.text("settings.file.intro"))
        for group in Setting.Group.allCases {
            lines += ["", "# ── " + localizer.text("settings.group.\(group.rawValue)") + " ──"]
            for setting in Setting.all where setting.group == group {
                lines.append("")
                lines += comment(localizer.text(setting.messageKey))
                let values = localizer.text("settings.file.values", ["expected": .text(expectation(setting, localizer))])
                lines += comment(values.replacing("`", with: ""))
                lines.append("#\(setting.key): \(quoted(setting.defaultText))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// `docs/settings.md`.
    package static func markdown(_ localizer: Localizer) -> String {
        var lines = ["# " + localizer.text("settings.document.title"), "", localizer.text("settings.document.intro")]
        for group in Setting.Group.allCases {
            lines += ["", "## " + localizer.text("settings.group.\(group.rawValue)"), ""]
            lines.append(
                "| " + ["key", "purpose", "values", "default", "variable"]
                    .map { localizer.text("settings.document.\($0)") }.joined(separator: " | ") + " |")
            lines.append("|---|---|---|---|---|")
            for setting in Setting.all where setting.group == group {
                let shown = setting.defaultText.isEmpty
                    ? localizer.text("settings.document.empty") : "`\(setting.defaultText)`"
                lines.append(
                    "| `\(setting.key)` | \(localizer.text(setting.messageKey)) | \(expectation(setting, localizer)) | \(shown) | `\(setting.environmentName)` |")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func expectation(_ setting: Setting, _ localizer: Localizer) -> String {
        let (key, arguments) = setting.kind.expectation
        return localizer.text(key, arguments)
    }

    private static func comment(_ text: String) -> [String] {
        var lines: [String] = []
        var line = "#"
        for word in text.split(separator: " ") {
            if line.count + word.count > 96 {
                lines.append(line)
                line = "#"
            }
            line += " " + word
        }
        return lines + [line]
    }

    /// As YAML reads it back: quotes where the plain text would be empty.
    private static func quoted(_ text: String) -> String { text.isEmpty ? "\"\"" : text }
}
