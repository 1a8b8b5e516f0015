/** @type {Record<string, RegExp>} */
const systems = {mac: /Mac|iPhone|iPad/, win: /Win/, linux: /Linux|X11|Android/};

/** `kbd` shows the keys of the reader's operating system, where it names them. */
export function showKeys() {
  const system = Object.keys(systems).find(name => systems[name].test(navigator.userAgent));
  for (const kbd of document.querySelectorAll(`kbd[data-${system}]`)) {
    kbd.textContent = kbd.getAttribute(`data-${system}`);
  }
}
