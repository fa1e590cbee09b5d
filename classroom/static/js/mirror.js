// One screen: the wall, with the desk's buttons under it. The keys of a clicker work on both.

import { startControls } from "./controls.js";
import { followWall } from "./fitted.js";
import { post } from "./http.js";
import { heedKeys, toggleFull } from "./keys.js";
import { MANNER } from "./manner.js";

const wallPart = document.getElementById("live");
const controlsPart = document.getElementById("bar");
const keysList = document.getElementById("keys");

/** Send how the wall behaves as it is now, with the sound the other way round. */
function turnSound() {
  const { dataset } = wallPart.querySelector("#screen");
  const wishes = MANNER.filter((wish) => wish in dataset !== (wish === "sound"));
  post(controlsPart.dataset.manner, Object.fromEntries(wishes.map((wish) => [wish, "yes"]))).catch(() => {}); // The wall says that there is no connection.
}

const MAY = {
  ...followWall(wallPart),
  ...startControls(controlsPart, { gone: () => location.assign(controlsPart.dataset.shelf) }),
  full: toggleFull,
  sound: turnSound,
  keys: () => keysList.showModal(),
};

heedKeys(MAY);
