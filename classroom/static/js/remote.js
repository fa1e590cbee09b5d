// A phone as remote: the words of the wall to read aloud, and the controls. When the desk disconnects its remotes, asking anew says so.

import { bringNewest } from "./aloud.js";
import { startControls } from "./controls.js";

startControls(document.getElementById("live"), {
  remotes: (number, live) => number || live.refresh(),
  shown: bringNewest,
});
bringNewest();
