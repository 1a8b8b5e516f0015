import { openTabs } from "./tabs.js";

openTabs(document);
