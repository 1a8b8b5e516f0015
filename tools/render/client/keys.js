const systems = {mac: /Mac|iPhone|iPad/, win: /Win/, linux: /Linux|X11|Android/};

/** `kbd` shows the keys of the reader's operating system, where it names them. */
export function showKeys(document) {
  const system = Object.keys(systems).find(name => systems[name].test(navigator.userAgent));
  for (const kbd of document.querySelectorAll("kbd[data-mac], kbd[data-win], kbd[data-linux]")) {
    kbd.textContent = kbd.dataset[system] ?? kbd.textContent;
  }
}
