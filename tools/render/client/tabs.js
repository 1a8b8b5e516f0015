/** Tabs by click and by arrow keys, as the ARIA pattern has it. */
export function openTabs(document) {
  for (const list of document.querySelectorAll(".panel-tabset > [role=tablist]")) {
    const tabs = [...list.querySelectorAll("[role=tab]")];
    const select = (chosen) => {
      for (const tab of tabs) {
        const on = tab === chosen;
        tab.setAttribute("aria-selected", String(on));
        tab.tabIndex = on ? 0 : -1;
        tab.classList.toggle("active", on);
        const panel = document.getElementById(tab.getAttribute("aria-controls"));
        panel.hidden = !on;
        panel.classList.toggle("active", on);
      }
    };
    for (const tab of tabs) tab.addEventListener("click", () => select(tab));
    list.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const at = tabs.indexOf(document.activeElement);
      if (!step || at < 0) return;
      const next = tabs[(at + step + tabs.length) % tabs.length];
      event.preventDefault();
      event.stopPropagation();
      select(next);
      next.focus();
    });
  }
}
