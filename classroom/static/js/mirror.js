// One screen: the wall, with the desk's buttons under it. The keys of a clicker work on both.

import { startControls } from "./controls.js";
import { followWall } from "./fitted.js";
import { post } from "./http.js";
import { heedKeys, toggleFull } from "./keys.js";

const wallPart = document.getElementById("live");
const controlsPart = document.getElementById("bar");
const keysList = document.getElementById("keys");

/** Send how the wall behaves as it is now, with the sound the other way round. */
function turnSound() {
  const { dataset } = wallPart.querySelector("#screen");
  const wishes = { sound: !("sound" in dataset), calm: "calm" in dataset };
  post(controlsPart.dataset.manner, Object.fromEntries(Object.entries(wishes).filter(([, wish]) => wish)));
}

const MAY = {
  ...followWall(wallPart),
  ...startControls(controlsPart, { gone: () => location.assign("/teach") }),
  full: toggleFull,
  sound: turnSound,
  keys: () => keysList.showModal(),
};

heedKeys(MAY);
