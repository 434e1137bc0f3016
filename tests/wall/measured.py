"""What stands on a board, measured in the browser that shows it: letters, contrast, place. Runs in the page."""

from typing import Any

from playwright.sync_api import Page

MEASURE = """() => {
  const KEYS = ["title", "clock", "length", "headline", "figures"]
  const BOXES = ".face, #coordination, #told, #lanes, #situation, #spans, #counts, #decide, header, footer"
  const channels = (text) => [...text.matchAll(/(rgba?|color)\\(([^)]*)\\)/g)].map(([, kind, inner]) => {
    const found = inner.match(/[\\d.]+/g).map(Number)
    return [...found.slice(0, 3).map((one) => (kind === "color" ? one * 255 : one)), found[3] ?? 1]
  })
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => ((c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    return 0.2126 * x + 0.7152 * y + 0.0722 * z
  }
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05)
  const grounds = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const style = getComputedStyle(at)
      if (style.backgroundImage.includes("gradient")) return channels(style.backgroundImage)
      const [ground] = channels(style.backgroundColor)
      if (ground && ground[3] > 0) return [ground]
    }
    return [[255, 255, 255, 1]]
  }
  const board = document.getElementById("board")
  const found = []
  for (const node of board.querySelectorAll("*")) {
    const own = [...node.childNodes].filter((one) => one.nodeType === 3 && one.textContent.trim())
    if (!own.length || !node.checkVisibility()) continue
    const style = getComputedStyle(node)
    const range = document.createRange()
    range.selectNodeContents(node)
    const { left, top, right, bottom } = range.getBoundingClientRect() // the font's box, higher than its letters
    const inSvg = node.namespaceURI.endsWith("svg")
    const size = Number.parseFloat(style.fontSize) * (inSvg ? node.getScreenCTM().a : 1)
    const ink = channels(inSvg ? style.fill : style.color)[0]
    const behind = inSvg ? channels(getComputedStyle(node.previousElementSibling).fill) : grounds(node)
    found.push({
      text: node.textContent, name: node.id || node.closest("[id]").id, size, left, right, svg: inSvg,
      top: top + size * 0.2, bottom: bottom - size * 0.14,
      contrast: Math.min(...behind.map((ground) => contrast(ink, ground))),
      cut: !inSvg && (node.scrollWidth > node.clientWidth + 1) && style.display !== "inline",
      key: KEYS.includes(node.id) || Boolean(node.closest(".key > span")),
    })
  }
  return {
    texts: found, width: innerWidth, height: innerHeight, face: board.dataset.face,
    scroll: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
    boxes: [...board.querySelectorAll(BOXES)].filter((node) => node.checkVisibility())
      .map((n) => [n.id || n.tagName, n.scrollWidth - n.clientWidth, n.scrollHeight - n.clientHeight]),
  }
}"""


def measure(page: Page) -> dict[str, Any]:
    """Everything that stands on the board of this page."""
    found: dict[str, Any] = page.evaluate(MEASURE)
    return found


def troubles(found: dict[str, Any], inches: float = 55) -> list[str]:
    """What breaks the promise of domain.md 5.1 on it, in words."""
    width, height = found["width"], found["height"]
    diagonal = (width**2 + height**2) ** 0.5 / 2202.907  # of 1920 x 1080, where body is 52 px and a key figure 79
    body, key = 52 * diagonal * 55 / inches, 78.5 * diagonal * 55 / inches
    said = []
    for one in found["texts"]:
        here = f"{one['name']} “{one['text'][:30]}”"
        if one["size"] < (key if one["key"] else body):
            said.append(f"{here}: {one['size']:.1f} px")
        if one["contrast"] < 7:
            said.append(f"{here}: contrast {one['contrast']:.2f}")
        if one["cut"]:
            said.append(f"{here}: cut")
        if one["left"] < -1 or one["top"] < 0 or one["right"] > width + 1 or one["bottom"] > height:
            said.append(f"{here}: outside the screen")
    said += [f"{name} overflows by {x} x {y}" for name, x, y in found["boxes"] if x > 1 or y > 0.3 * body]
    if found["scroll"][0] > width or found["scroll"][1] > height:
        said.append(f"scrolls: {found['scroll']}")
    return said + _overlaps([one for one in found["texts"] if not one["svg"]])


def _overlaps(texts: list[dict[str, Any]]) -> list[str]:
    """Texts that lie on each other by more than their letters' own air."""
    said = []
    for number, one in enumerate(texts):
        for other in texts[number + 1 :]:
            air = 0.06 * min(one["size"], other["size"])
            across = min(one["right"], other["right"]) - max(one["left"], other["left"])
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            if across > 1 and down > air and {one["name"], other["name"]} != {"risk", "said"}:
                said.append(f"“{one['text'][:25]}” lies on “{other['text'][:25]}”")
    return said
