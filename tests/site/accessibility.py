"""axe, in the page as it stands."""

from conftest import ROOT

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


# axe reads no text from MathML and takes a header that is a formula for empty; that formulas are
# in the accessibility tree is tested there.
UNFIT = ["empty-table-header"]


def axe(page, context=None, without=()) -> list[str]:
    """What axe finds in the page, or in the elements of the selectors `context`: one line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    result = page.evaluate(
        """([context, rules, without]) => axe.run(context ?? document, {
            runOnly: rules,
            resultTypes: ['violations'],
            preload: false,  // would fetch the style sheets anew, which the policy forbids
            rules: Object.fromEntries(without.map(id => [id, {enabled: false}])),
        })""",
        [context, RULES, [*UNFIT, *without]],
    )
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary'][:200]}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
