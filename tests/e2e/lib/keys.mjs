// The keyboard alone: keys pressed until something is so, a passage selected with arrows.

import assert from 'node:assert/strict';
import { field, focused, until } from './desk.mjs';

/** Presses a key until this is heard or seen. */
export async function pressUntil(page, key, probe, expected) {
  for (let presses = 0; presses < 60; presses += 1) {
    if (expected(await probe())) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${key} never led there; it came to ${await probe()}`);
}

/** Puts the caret of the field before a passage and selects it, with arrows alone. */
export async function selectInField(page, passage) {
  const text = await field(page).inputValue();
  const cells = [...new Intl.Segmenter().segment(text.slice(0, text.indexOf(passage)))].length;
  await page.keyboard.press('Control+Home');
  for (let step = 0; step < cells; step += 1) await page.keyboard.press('ArrowRight');
  for (let step = 0; step < passage.length; step += 1) await page.keyboard.press('Shift+ArrowRight');
}

/** Goes to the next thing that is missing, which has to be this. */
export async function next(page, name) {
  await page.keyboard.press('Alt+n');
  await until(() => focused(page), (now) => now.includes(name), `the focus on ${name}`);
}

/** Leaves the text field. */
export async function leave(page) {
  await page.keyboard.press('Escape');
  await until(() => focused(page), (name) => !name.startsWith('textarea'), 'the end of the writing');
}
