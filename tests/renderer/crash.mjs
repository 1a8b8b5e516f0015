// Loaded before a tool (`node --import`): kills it before its n-th change of the file system, n =
// $MOMENT.
import fs from "node:fs";
import {syncBuiltinESMExports} from "node:module";

let left = Number(process.env.MOMENT);
for (const name of [
  "mkdirSync",
  "writeFileSync",
  "cpSync",
  "copyFileSync",
  "renameSync",
  "rmSync"
]) {
  const original = fs[name];
  fs[name] = (...args) => {
    left -= 1;
    if (left === 0) process.kill(process.pid, "SIGKILL");
    return original(...args);
  };
}
syncBuiltinESMExports();
