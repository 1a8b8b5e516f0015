import {showKeys} from "./keys.js";
import {openTabs} from "./tabs.js";

openTabs();
showKeys();
