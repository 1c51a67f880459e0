import { openMicrophone } from "#app/ui/browser.ts";

/** A longer recording would be larger than a request may be. */
const MAX_SECONDS = 300;
const BITS_PER_SECOND = 24_000;
/** In the order of preference. Safari records MP4. */
const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

export interface Recording {
  /** Ends it. Resolves with the sound; undefined when it was cancelled. */
  finished: Promise<Blob | undefined>;
  finish(): void;
  cancel(): void;
}

/** Why the microphone can't be used, in words for the user. */
class NoMicrophone extends Error {
  override name = "NoMicrophone";
}

/**
 * Records from the microphone until it is finished, cancelled or five minutes long.
 *
 * @param onLevel called often with the loudness, 0 to 1
 * @throws {NoMicrophone}
 */
export async function record(onLevel: (level: number) => void): Promise<Recording> {
  const type = typeof MediaRecorder === "undefined" ? undefined : TYPES.find(isSupported);
  if (!isSecureContext) throw new NoMicrophone("Dictation needs a secure connection (https).");
  const opening = type === undefined ? undefined : openMicrophone();
  if (!opening) throw new NoMicrophone("This browser can’t record sound.");
  const stream = await opening.catch((error: unknown) => {
    throw new NoMicrophone(
      error instanceof DOMException && error.name === "NotFoundError"
        ? "There is no microphone."
        : "This page may not use the microphone. The browser’s settings for this site can allow it.",
    );
  });
  const recorder = new MediaRecorder(stream, { mimeType: type ?? "", audioBitsPerSecond: BITS_PER_SECOND });
  const meter = startMeter(stream, onLevel);
  const chunks: Blob[] = [];
  let isCancelled = false;
  const stop = () => {
    if (recorder.state !== "inactive") recorder.stop();
  };
  const timer = setTimeout(stop, MAX_SECONDS * 1000);
  const finished = new Promise<Blob | undefined>((resolve) => {
    recorder.ondataavailable = ({ data }) => chunks.push(data);
    recorder.onstop = () => {
      clearTimeout(timer);
      meter.stop();
      for (const track of stream.getTracks()) track.stop();
      resolve(isCancelled ? undefined : new Blob(chunks, { type: recorder.mimeType }));
    };
  });
  recorder.start();
  return {
    finished,
    finish: stop,
    cancel() {
      isCancelled = true;
      stop();
    },
  };
}

const isSupported = (type: string) => MediaRecorder.isTypeSupported(type);

function startMeter(stream: MediaStream, onLevel: (level: number) => void): { stop(): void } {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    // Speech is far from the loudest that there can be.
    onLevel(Math.min(1, Math.sqrt(power) * 5));
  }, 100);
  return {
    stop() {
      clearInterval(timer);
      void context.close();
    },
  };
}
