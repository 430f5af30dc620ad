"""Charts as SVG inside the page: colours follow the page's theme, nothing is loaded from elsewhere."""

from __future__ import annotations

import io
import re
from html import escape

from socialinsight.charts import canvas, chart
from socialinsight.reports.report import Figure

_VARIABLES = {
    canvas.INK: "ink",
    canvas.MUTED: "muted",
    canvas.LINE: "line",
    canvas.ACCENT: "accent",
    canvas.SOFT: "soft",
    canvas.GOOD: "good",
    canvas.BAD: "bad",
    canvas.WARN: "warn",
    canvas.PAPER: "surface",
    canvas.FIRST: "c1",
    canvas.SECOND: "c2",
    canvas.THIRD: "c3",
    canvas.FOURTH: "c4",
    canvas.FIFTH: "c5",
    canvas.SIXTH: "c6",
    "#9aa3a8": "node",
}
_COLOUR = re.compile(r"(?<=[ :])(#[0-9a-f]{6})(?=[;\"])")


def svg(figure: Figure, *, language: str) -> str:
    """Draw a chart and return it as an SVG element with its own ids, a name and a description.

    Parameters
    ----------
    figure : Figure
        The chart and its table.
    language : {"hu", "ru", "en"}
        Language of its labels.

    Returns
    -------
    str
        Markup; every text in it is escaped.
    """
    from matplotlib import rc_context

    with rc_context({"svg.fonttype": "none", "svg.hashsalt": figure.name, "font.family": "DejaVu Sans"}):
        ax = chart(figure.name)(figure.table, language=language)
        file = io.StringIO()
        ax.figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return themed(file.getvalue(), name=figure.name, title=figure.title, description=figure.alt)


def themed(text: str, *, name: str, title: str, description: str) -> str:
    """Return matplotlib's SVG as an element for a page.

    Examples
    --------
    >>> raw = '<?xml version="1.0"?><svg width="72pt" height="9pt" viewBox="0 0 72 9"><g id="a"/></svg>'
    >>> themed(raw, name="x", title="T", description="<D>")
    '<svg viewBox="0 0 72 9" role="img" aria-labelledby="x-t x-d"><title id="x-t">T</title>...</desc><g/></svg>'
    """
    text = text[text.index("<svg") :].strip()
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    view = re.search(r'viewBox="[^"]*"', text)
    head = f'<svg {view[0] if view else ""} role="img" aria-labelledby="{name}-t {name}-d">'
    text = (
        head
        + f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(description)}</desc>'
        + (text[text.index(">") + 1 :])
    )
    text = re.sub(r'<g id="[^"]*"', "<g", text)
    text = re.sub(r'(?<= )id="(?!' + name + r'-[td]")([^"]*)"', rf'id="{name}-\1"', text)
    text = re.sub(r'(xlink:href="#|url\(#)', rf"\g<1>{name}-", text).replace("xlink:href=", "href=")
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"font: ([0-9.]+)px '[^']*'(?:, [^;\"]*)?", r"font-size: \1px", text)
    text = re.sub(r"font: (\d+|bold) ([0-9.]+)px '[^']*'(?:, [^;\"]*)?", r"font-weight: \1; font-size: \2px", text)
    text = re.sub(r"\s*\n\s*", " ", text).replace("> <", "><")
    return _COLOUR.sub(lambda found: f"var(--{_VARIABLES[found[1]]})" if found[1] in _VARIABLES else found[1], text)
