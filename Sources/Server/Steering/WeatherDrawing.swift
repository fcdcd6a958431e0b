import Indicators

/// A weather as pages show it: a small drawing and its words.
struct WeatherView: ViewModel {
    /// Hidden from those who do not see it: the words say the same.
    var icon: Markup
    var label: String

    init(_ weather: Weather, _ visit: Visit) {
        icon = weather.icon
        label = visit.text(weather.nameKey)
    }
}

extension Weather {
    private static let cloud = "M7 18.5a4 4 0 0 1 .4-8 5.5 5.5 0 0 1 10.5 1.3A3.4 3.4 0 0 1 17.4 18.5z"
    private static let rays = "M12 2v3M12 19v3M2 12h3M19 12h3M4.9 4.9 7 7M17 17l2.1 2.1M4.9 19.1 7 17M17 7l2.1-2.1"
    private static let smallRays = "M8 1.5v2M1.5 8h2M3.4 3.4l1.4 1.4M12.6 3.4l-1.4 1.4"

    /// The drawing, in a square of 24: its colour repeats what its form says.
    var icon: Markup {
        let lines = { (data: String) in "<path class=\"pt-weather__line\" d=\"\(data)\"/>" }
        let shape = { (data: String) in "<path class=\"pt-weather__shape\" d=\"\(data)\"/>" }
        let body = switch self {
        case .secured: "<circle class=\"pt-weather__shape\" cx=\"12\" cy=\"12\" r=\"4.5\"/>" + lines(Self.rays)
        case .reachable: "<circle class=\"pt-weather__shape\" cx=\"8\" cy=\"8\" r=\"3\"/>" + lines(Self.smallRays) + shape(Self.cloud)
        case .supportNeeded: shape(Self.cloud)
        case .compromised: shape("M7 14.5a4 4 0 0 1 .4-8 5.5 5.5 0 0 1 10.5 1.3A3.4 3.4 0 0 1 17.4 14.5z") + lines("m12.5 14-2 4h3l-2 4")
        case .missing: "<circle class=\"pt-weather__line pt-weather__line--dashed\" cx=\"12\" cy=\"12\" r=\"8\"/>"
        case .notNeeded: lines("M6 12h12")
        }
        return Markup(
            trusted: "<svg class=\"pt-weather__icon pt-weather__icon--\(slug)\" aria-hidden=\"true\" focusable=\"false\" width=\"24\" height=\"24\" viewBox=\"0 0 24 24\">\(body)</svg>")
    }
}
