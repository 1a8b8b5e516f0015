/**
 * group: the name of the tabsets that change together.
 * @typedef {{list: HTMLElement, tabs: HTMLElement[], group: string | null}} Tabset
 */

/**
 * Tabs by click and by arrow keys, as the ARIA pattern has it; those of one group change together.
 */
export function openTabs() {
  const tabsets = [...document.querySelectorAll(".panel-tabset")].map(readTabset);
  for (const tabset of tabsets) {
    /** @param {HTMLElement} tab */
    const choose = tab => {
      select(tabset, tab);
      followGroup(tabsets, tabset, titleOf(tab));
    };
    for (const tab of tabset.tabs) tab.addEventListener("click", () => choose(tab));
    tabset.list.addEventListener("keydown", event => move(event, tabset.tabs, choose));
    const title = tabset.group && recall(tabset.group);
    if (title) selectTitle(tabset, title);
  }
}

/** @param {Element} element @returns {Tabset} */
function readTabset(element) {
  const list = /** @type {HTMLElement} */ (element.querySelector(":scope > [role=tablist]"));
  /** @type {NodeListOf<HTMLElement>} */
  const tabs = list.querySelectorAll("[role=tab]");
  return {list, tabs: [...tabs], group: element.getAttribute("data-group")};
}

/** @param {HTMLElement} tab */
const titleOf = tab => tab.textContent?.trim() ?? "";

/** @param {Tabset} tabset @param {HTMLElement} chosen */
function select({tabs}, chosen) {
  for (const tab of tabs) {
    const isChosen = tab === chosen;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    tab.classList.toggle("active", isChosen);
    const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
    panel?.toggleAttribute("hidden", !isChosen);
    panel?.classList.toggle("active", isChosen);
  }
}

/** @param {Tabset} tabset @param {string} title */
function selectTitle(tabset, title) {
  const tab = tabset.tabs.find(one => titleOf(one) === title);
  if (tab) select(tabset, tab);
}

/** @param {Tabset[]} tabsets @param {Tabset} tabset @param {string} title */
function followGroup(tabsets, {group, list}, title) {
  if (!group) return;
  for (const other of tabsets) {
    if (other.group === group && other.list !== list) selectTitle(other, title);
  }
  remember(group, title);
}

/** @param {string} group */
const keyOf = group => `tabset-${group}`;

// A page that is opened from a file may have no storage.
/** @param {string} group @param {string} title */
function remember(group, title) {
  try {
    localStorage.setItem(keyOf(group), title);
  } catch {
    return;
  }
}

/** @param {string} group */
function recall(group) {
  try {
    return localStorage.getItem(keyOf(group));
  } catch {
    return null;
  }
}

/**
 * @param {KeyboardEvent} event @param {HTMLElement[]} tabs @param {(tab: HTMLElement) => void} choose
 */
function move(event, tabs, choose) {
  const at = tabs.findIndex(tab => tab === document.activeElement);
  /** @type {Record<string, number>} */
  const targets = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1};
  if (at < 0 || !(event.key in targets)) return;
  const next = tabs[(targets[event.key] + tabs.length) % tabs.length];
  event.preventDefault();
  event.stopPropagation();
  choose(next);
  next.focus();
}
