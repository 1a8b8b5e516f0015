/**
 * Tabs by click and by arrow keys, as the ARIA pattern has it; those of one group change together.
 */
export function openTabs(document) {
  const tabsets = [...document.querySelectorAll(".panel-tabset")].map(readTabset);
  for (const tabset of tabsets) {
    const choose = tab => {
      select(tabset, tab);
      followGroup(tabsets, tabset, tab.textContent.trim());
    };
    for (const tab of tabset.tabs) tab.addEventListener("click", () => choose(tab));
    tabset.list.addEventListener("keydown", event => move(event, tabset.tabs, choose));
    const kept = tabset.group && recall(tabset.group);
    if (kept) selectTitle(tabset, kept);
  }
}

function readTabset(element) {
  const list = element.querySelector(":scope > [role=tablist]");
  return {list, tabs: [...list.querySelectorAll("[role=tab]")], group: element.dataset.group};
}

function select({tabs}, chosen) {
  for (const tab of tabs) {
    const isChosen = tab === chosen;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    tab.classList.toggle("active", isChosen);
    const panel = document.getElementById(tab.getAttribute("aria-controls"));
    panel.hidden = !isChosen;
    panel.classList.toggle("active", isChosen);
  }
}

function selectTitle(tabset, title) {
  const tab = tabset.tabs.find(one => one.textContent.trim() === title);
  if (tab) select(tabset, tab);
}

function followGroup(tabsets, {group, list}, title) {
  if (!group) return;
  for (const other of tabsets) {
    if (other.group === group && other.list !== list) selectTitle(other, title);
  }
  remember(group, title);
}

const keyOf = group => `tabset-${group}`;

// A page from a file, or a browser that keeps nothing, has no store.
function remember(group, title) {
  try {
    localStorage.setItem(keyOf(group), title);
  } catch {
    return;
  }
}

function recall(group) {
  try {
    return localStorage.getItem(keyOf(group));
  } catch {
    return null;
  }
}

function move(event, tabs, choose) {
  const at = tabs.indexOf(document.activeElement);
  const last = tabs.length - 1;
  const targets = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last};
  if (at < 0 || !(event.key in targets)) return;
  const next = tabs[(targets[event.key] + tabs.length) % tabs.length];
  event.preventDefault();
  event.stopPropagation();
  choose(next);
  next.focus();
}
