"""How letters look: the house's, in styles that stand on each element, as mail programs read no style sheets."""

SANS, SERIF = "Verdana,Arial,sans-serif", "Georgia,serif"
PINE, THREAD, LINE = "#17524a", "#9e1b1b", "#8b8778"  # as css/tokens.css has them; readable on light and on dark

LOOK = {
    "body": f"margin:0;padding:24px 16px;font-family:{SANS};font-size:16px;line-height:1.55",
    "page": "max-width:620px;margin:0 auto",
    "small": "margin:0 0 4px;font-size:14px",
    "h1": f"margin:0 0 16px;font-family:{SERIF};font-size:26px;line-height:1.2",
    "h2": "margin:24px 0 4px;font-size:15px;font-weight:bold;line-height:1.3",
    "p": "margin:0 0 16px",
    "read": f"margin:0;font-family:{SERIF};font-size:17px;line-height:1.6",
    "list": "margin:0 0 16px;padding-left:20px",
    "facts": f"margin:0 0 20px;padding:4px 0 4px 16px;border-left:4px solid {THREAD}",
    "when": "margin:0;font-size:18px;font-weight:bold;line-height:1.35",
    "where": "margin:4px 0 0",
    "act": "margin:24px 0 16px",
    "button": "display:inline-block;padding:12px 20px;border-radius:8px;font-weight:bold;text-decoration:none;"
    f"color:#ffffff;background-color:{PINE}",
    "foot": f"margin:32px 0 0;padding-top:12px;border-top:1px solid {LINE};font-size:14px",
}
