"""Pages in a real Chromium: opening them at the width of a desktop or of a phone, and what axe-core finds wrong in them."""

from contextlib import contextmanager

WIDTHS = {"desktop": (1280, 900), "phone": (375, 740)}
# A test that goes through a hundred pages would otherwise have a hundred of them drawn at once.
MOST_OPEN = 4


@contextmanager
def visits(browser, url, tolerated=None):
    """Opens pages of a server, each in a context of its own; `page.errors` gathers what its scripts throw.

    Of more than a few the oldest are closed.

    With `tolerated`, it gathers the console's errors too, but for those that hold one of these texts.
    """
    contexts = []

    def open_page(path, size="desktop", **options):
        width, height = WIDTHS[size]
        if len(contexts) >= MOST_OPEN:
            contexts.pop(0).close()
        context = browser.new_context(viewport={"width": width, "height": height}, **{"locale": "fr-FR", **options})
        contexts.append(context)
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        if tolerated is not None:
            page.on("console", lambda message: note(page, message))
        page.goto(url + path, wait_until="load")
        return page

    def note(page, message):
        if message.type == "error" and not any(text in message.text for text in tolerated):
            page.errors.append(message.text)

    yield open_page
    for context in contexts:
        context.close()


def violations(page, axe):
    page.evaluate(axe)  # not a script tag: the pages' policy refuses one
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [f"{item['id']}: {item['help']} → {[node['html'][:160] for node in item['nodes'][:3]]}" for item in found]
