import Localization

/// Ways from one page of a list to the others.
struct PaginationView: ViewModel {
    struct Page: ViewModel {
        var label: String
        var title: String
        var href: String?
        var isCurrent = false
        var isGap = false
    }

    var summary: String
    var first: String?
    var previous: String?
    var next: String?
    var last: String?
    var pages: [Page]

    /// - Parameters:
    ///   - count: how many pages there are; nil is returned when there is but one.
    ///   - href: the address of a page by its number, from 1.
    init?(current: Int, count: Int, localizer: Localizer, href: (Int) -> String) {
        guard count > 1 else { return nil }
        let current = min(max(current, 1), count)
        summary = localizer.text(
            "site.pagination.summary", ["page": .integer(current), "count": .integer(count)])
        first = current > 1 ? href(1) : nil
        previous = current > 1 ? href(current - 1) : nil
        next = current < count ? href(current + 1) : nil
        last = current < count ? href(count) : nil
        var shown = Set([1, count, current - 1, current, current + 1])
        // A gap of one page takes the place of the page itself.
        if shown.contains(3) { shown.insert(2) }
        if shown.contains(count - 2) { shown.insert(count - 1) }
        pages = []
        var before = 0
        for number in shown.sorted() where number >= 1 && number <= count {
            if number > before + 1 { pages.append(Page(label: "…", title: "", isGap: true)) }
            let label = localizer.number(number)
            pages.append(
                Page(
                    label: label,
                    title: localizer.text("site.pagination.page", ["page": .integer(number)]),
                    href: href(number), isCurrent: number == current))
            before = number
        }
    }
}
