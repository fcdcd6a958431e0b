import Localization
import Mustache

/// The fixed phrases of templates: `{{t.home.title}}` is the message `site.home.title` in the page's language.
struct Phrases: MustacheParent, MustacheCustomRenderable {
    private let localizer: Localizer
    private let key: String

    init(_ localizer: Localizer) { self.init(localizer, key: "site") }

    private init(_ localizer: Localizer, key: String) {
        self.localizer = localizer
        self.key = key
    }

    func child(named name: String) -> Any? { Phrases(localizer, key: key + "." + name) }
    var renderText: String { Markup.escaped(localizer.text(key)) }
    var isNull: Bool { false }
}
