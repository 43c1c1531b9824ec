"use strict";
// The player: every sound is one buffer, all are started at the same moment of one clock, and which
// one is heard is a matter of gains alone. So switching is instant and keeps the position exactly.
(() => {
  const data = JSON.parse(document.getElementById("unroom-player").textContent);
  const $ = (id) => document.getElementById(id);
  const player = $("player");
  if (!player) return;

  const FADE = 0.01; // seconds: short enough to feel instant, long enough not to click
  const tracks = data.tracks;
  const seconds = data.excerpt_seconds;
  let context = null;
  let master = null;
  let running = []; // {source, gain} of each track while it plays
  let startedAt = 0; // the clock when it was started, and where it was then
  let startedFrom = 0;
  let playing = false;
  let position = 0;
  let current = 0;
  const loop = { on: false, from: 0, to: seconds };

  const bytesOf = (base64) => {
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes.buffer;
  };

  // Decoded without an output device, so that nothing starts before it is asked for.
  const decoder = new OfflineAudioContext(2, 1, 48000);
  const decoded = Promise.all(
    tracks.map((track) =>
      decoder.decodeAudioData(bytesOf(track.mp3)).then((buffer) => (track.buffer = buffer))));

  const levelOf = (i) =>
    Math.pow(10, ($("matched").checked ? tracks[i].matched_db : tracks[i].own_db) / 20);
  const wrap = (t) => {
    if (loop.on && t >= loop.to) return loop.from + ((t - loop.from) % (loop.to - loop.from));
    return Math.min(t, seconds);
  };
  const now = () =>
    playing ? wrap(startedFrom + Math.max(0, context.currentTime - startedAt)) : position;

  const shown = (t) => {
    const whole = Math.floor(t / 60);
    const rest = (t - 60 * whole).toFixed(2).padStart(5, "0");
    return `${whole}:${rest}`;
  };

  function begin(from) {
    if (!context) {
      context = new AudioContext();
      master = new GainNode(context);
      master.connect(context.destination);
    }
    context.resume();
    master.gain.value = Number($("volume").value);
    startedAt = context.currentTime + 0.02;
    startedFrom = from;
    running = tracks.map((track, i) => {
      const gain = new GainNode(context, { gain: i === current ? levelOf(i) : 0 });
      const source = new AudioBufferSourceNode(context, { buffer: track.buffer });
      source.loop = loop.on;
      source.loopStart = loop.from;
      source.loopEnd = loop.to;
      source.connect(gain).connect(master);
      source.start(startedAt, from);
      return { source, gain };
    });
    playing = true;
    requestAnimationFrame(draw);
  }

  function end() {
    position = now();
    playing = false;
    for (const { source, gain } of running) {
      gain.gain.setTargetAtTime(0, context.currentTime, FADE / 3);
      source.stop(context.currentTime + FADE);
    }
    running = [];
  }

  function toggle() {
    if (playing) end();
    else begin(position >= seconds - 0.01 ? (loop.on ? loop.from : 0) : position);
    state();
  }

  function seek(to) {
    const target = Math.min(seconds, Math.max(0, to));
    const was = playing;
    if (was) end();
    position = loop.on && (target >= loop.to || target < loop.from) ? loop.from : target;
    if (was) begin(position);
    draw();
  }

  function choose(i) {
    if (i < 0 || i >= tracks.length) return;
    current = i;
    document.querySelectorAll("input[name=sound]")[i].checked = true;
    fade();
  }

  function fade() {
    running.forEach(({ gain }, i) => {
      const t = context.currentTime;
      gain.gain.cancelScheduledValues(t);
      gain.gain.setValueAtTime(gain.gain.value, t);
      gain.gain.linearRampToValueAtTime(i === current ? levelOf(i) : 0, t + FADE);
    });
  }

  function setLoop(on, from, to) {
    const low = Math.min(Math.max(0, from), seconds - 0.05);
    const at = now();
    loop.on = on;
    loop.from = Math.max(0, low);
    loop.to = Math.min(seconds, Math.max(loop.from + 0.05, to));
    $("loop").checked = on;
    $("loop-from").value = loop.from.toFixed(2);
    $("loop-to").value = loop.to.toFixed(2);
    seek(at);
  }

  function state() {
    $("play").textContent = playing ? "Pause" : "Play";
    draw();
  }

  // Pictures of the whole file show the same position.
  const pictures = [...document.querySelectorAll(".timed")].map((box) => ({
    box,
    left: Number(box.dataset.left),
    right: Number(box.dataset.right),
    seconds: Number(box.dataset.seconds),
    head: box.querySelector(".playhead"),
    heard: box.querySelector(".heard"),
  }));
  const percent = (picture, t) =>
    100 * (picture.left + ((picture.right - picture.left) * t) / picture.seconds);
  for (const picture of pictures) {
    const from = percent(picture, data.excerpt_from);
    picture.heard.style.left = `${from}%`;
    picture.heard.style.width = `${percent(picture, data.excerpt_from + seconds) - from}%`;
    picture.box.addEventListener("click", (event) => {
      const frame = picture.box.getBoundingClientRect();
      const x = (event.clientX - frame.left) / frame.width;
      const t = ((x - picture.left) / (picture.right - picture.left)) * picture.seconds;
      seek(t - data.excerpt_from);
    });
  }

  function draw() {
    const t = now();
    if (playing && !loop.on && t >= seconds) {
      end();
      position = seconds;
      state();
      return;
    }
    $("position").value = t;
    $("position").setAttribute("aria-valuetext", `${shown(data.excerpt_from + t)} in the recording`);
    $("time").textContent = `${shown(data.excerpt_from + t)} / ${shown(data.excerpt_from + seconds)}`;
    for (const picture of pictures) {
      picture.head.style.left = `${percent(picture, data.excerpt_from + t)}%`;
    }
    if (playing) requestAnimationFrame(draw);
  }

  $("play").addEventListener("click", toggle);
  $("position").addEventListener("input", (event) => seek(Number(event.target.value)));
  $("volume").addEventListener("input", (event) => {
    if (master) master.gain.setTargetAtTime(Number(event.target.value), context.currentTime, FADE);
  });
  $("matched").addEventListener("change", fade);
  $("loop").addEventListener("change", (event) => setLoop(event.target.checked, loop.from, loop.to));
  for (const id of ["loop-from", "loop-to"]) {
    $(id).addEventListener("change", () =>
      setLoop(loop.on, Number($("loop-from").value), Number($("loop-to").value)));
  }
  $("loop-start-here").addEventListener("click", () =>
    setLoop(loop.on, now(), now() < loop.to ? loop.to : seconds));
  $("loop-end-here").addEventListener("click", () => setLoop(loop.on, loop.from, now()));
  document.querySelectorAll("input[name=sound]").forEach((radio, i) =>
    radio.addEventListener("change", () => choose(i)));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const typing = event.target.matches("input[type=number], textarea, summary, a, button");
    if (event.key === " " && !typing) {
      event.preventDefault();
      if (!$("play").disabled) toggle();
    } else if (event.key >= "1" && event.key <= "9" && !event.target.matches("input[type=number]")) {
      choose(Number(event.key) - 1);
    }
  });

  decoded.then(
    () => {
      for (const control of player.querySelectorAll(":disabled")) control.disabled = false;
      pictures.forEach((picture) => picture.box.classList.add("seekable"));
      setLoop(false, 0, seconds);
      $("status").textContent = "";
    },
    () => {
      // A browser without MP3: the full files themselves, one after the other.
      $("status").textContent =
        "This browser does not decode MP3. The full files are below, without matched loudness.";
      for (const link of document.querySelectorAll("a[data-sound]")) {
        const sound = document.createElement("audio");
        sound.controls = true;
        sound.preload = "none";
        sound.src = link.href;
        link.after(document.createElement("br"), sound);
      }
    });

  // For tests: what is heard, where, and at which gain.
  window.unroomPlayer = {
    ready: decoded,
    state: () => ({
      playing, current, position: now(), loop: { ...loop },
      gains: running.map(({ gain }) => gain.gain.value),
    }),
    tracks,
    levelOf,
  };
})();
