// What a scan did, by word, colour, sound and vibration: somebody in a loud hall with gloves notices at least one.
export function say(part, words, good) {
  const said = part.querySelector(".scan-said");
  said.textContent = words;
  said.classList.toggle("good", good);
  said.classList.toggle("bad", !good);
  navigator.vibrate?.(good ? 40 : [90, 60, 90]);
  beep(good ? 1150 : 260, good ? 0.07 : 0.28);
}

let sound;
function beep(pitch, seconds) {
  try {
    sound ??= new AudioContext();
    const tone = sound.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(sound.destination);
    tone.start();
    tone.stop(sound.currentTime + seconds);
  } catch {
    // No sound here: the word and the colour are enough.
  }
}
