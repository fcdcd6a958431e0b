import Mustache
import Synchronization

/// What a template reads: a plain struct whose properties are already words.
///
/// It replaces the reflection of swift-mustache, whose absent optionals fall through to the enclosing object, whose
/// empty strings count as true, and whose escaping can be got around with combining characters. Here a `String` is
/// escaped by this room, a ``Markup`` is not, nil and the empty string are false, and both hide outer names.
protocol ViewModel: MustacheParent, Sendable {}

extension ViewModel {
    func child(named name: String) -> Any? { property(named: name) }

    /// A stored property; `hasNotices` is whether `notices` holds anything, for a template that puts a heading over
    /// a list.
    func property(named name: String) -> Any? {
        let places = PropertyPlaces.of(Self.self, Mirror(reflecting: self))
        if let place = places[name] { return ViewValue.readable(Mirror(reflecting: self).value(at: place)) }
        guard name.hasPrefix("has"), let initial = name.dropFirst(3).first, initial.isUppercase else { return nil }
        guard let place = places[initial.lowercased() + name.dropFirst(4)], let values = Mirror(reflecting: self).value(at: place) as? any Collection else { return nil }
        return !values.isEmpty
    }
}

/// Where each type keeps its properties.
///
/// Reflection makes a value for each property that it passes; a page asks for thousands, most of which belong to an
/// outer view. To know the place by the name makes it one value, or none.
private enum PropertyPlaces {
    private static let known = Mutex<[ObjectIdentifier: [String: Int]]>([:])

    static func of(_ type: Any.Type, _ mirror: @autoclosure () -> Mirror) -> [String: Int] {
        let key = ObjectIdentifier(type)
        if let places = known.withLock({ $0[key] }) { return places }
        let labels = mirror().children.enumerated().compactMap { place, child in child.label.map { ($0, place) } }
        let places = Dictionary(labels, uniquingKeysWith: { first, _ in first })
        known.withLock { $0[key] = places }
        return places
    }
}

extension Mirror {
    fileprivate func value(at place: Int) -> Any { children[children.index(children.startIndex, offsetBy: place)].value }
}

/// One value as a template shows it, already fit for HTML.
struct ViewValue: MustacheCustomRenderable, MustacheParent {
    let renderText: String
    let isNull: Bool

    static let absent = ViewValue(html: "")

    init(html: String) {
        renderText = html
        isNull = html.isEmpty
    }

    init(_ text: String) { self.init(html: Markup.escaped(text)) }

    /// A value has no properties; without this, reflection would offer its own.
    func child(named: String) -> Any? { nil }

    /// What swift-mustache is given in place of `value`.
    static func readable(_ value: Any) -> Any {
        switch value {
        case let text as String: ViewValue(text)
        case let markup as Markup: ViewValue(html: markup.html)
        case let flag as Bool: flag
        case let number as Int: ViewValue(html: String(number))
        case let texts as [String]: texts.map { ViewValue($0) }
        case let optional as any OptionalValue: optional.wrappedValue.map(readable) ?? absent
        default: value
        }
    }
}

private protocol OptionalValue {
    var wrappedValue: Any? { get }
}

extension Optional: OptionalValue {
    fileprivate var wrappedValue: Any? { map { $0 as Any } }
}
