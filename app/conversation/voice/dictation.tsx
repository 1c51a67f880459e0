import { Check, LoaderCircle, Mic, X } from "lucide-react";
import { useEffect, useRef, useState, type RefObject } from "react";
import { announce } from "#app/ui/announce.ts";
import { record, type Recording } from "./recorder.ts";
import { transcribe } from "./transcribe.ts";

interface DictationProps {
  inputRef: RefObject<HTMLTextAreaElement | null>;
}

type State =
  | { kind: "idle"; problem?: string; again?: Blob }
  | { kind: "starting" }
  | { kind: "recording"; recording: Recording }
  | { kind: "transcribing" };

/** The microphone beside the message: speech becomes text at the caret, to be read over and sent. */
export default function Dictation({ inputRef }: DictationProps) {
  const [state, setState] = useState<State>({ kind: "idle" });
  const level = useRef<HTMLSpanElement>(null);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const { current } = leaving;
    return () => current.abort();
  }, []);

  const start = async () => {
    setState({ kind: "starting" });
    try {
      const recording = await record((loudness) => {
        if (level.current) level.current.style.transform = `scaleX(${loudness})`;
      });
      leaving.current.signal.addEventListener("abort", () => recording.cancel());
      setState({ kind: "recording", recording });
      announce("Recording");
      const sound = await recording.finished;
      if (sound) await write(sound);
      else {
        setState({ kind: "idle" });
        announce("Cancelled");
      }
    } catch (error) {
      fail(error);
    }
  };
  const write = async (sound: Blob) => {
    setState({ kind: "transcribing" });
    try {
      const text = await transcribe(sound, leaving.current.signal);
      setState(text ? { kind: "idle" } : { kind: "idle", problem: "Nothing was heard." });
      if (text && inputRef.current) insert(inputRef.current, text);
    } catch (error) {
      fail(error, sound);
    }
  };
  const fail = (error: unknown, again?: Blob) => {
    const problem = error instanceof Error ? error.message : "Dictation has failed.";
    setState({ kind: "idle", problem, ...(again && { again }) });
    announce(problem);
  };

  if (state.kind === "recording") {
    const { recording } = state;
    return (
      <span className="flex flex-none items-center gap-1" role="group" aria-label="Recording">
        <span className="h-1.5 w-12 overflow-hidden rounded-full bg-hover" aria-hidden>
          <span ref={level} className="block size-full origin-left scale-x-0 bg-accent" />
        </span>
        <RoundButton label="Cancel the recording" onClick={recording.cancel}>
          <X size={18} />
        </RoundButton>
        <RoundButton label="Finish the recording" onClick={recording.finish} isFirst>
          <Check size={18} />
        </RoundButton>
      </span>
    );
  }
  const isBusy = state.kind !== "idle";
  const { problem, again } = state.kind === "idle" ? state : { problem: undefined, again: undefined };
  return (
    <>
      <RoundButton label={isBusy ? "One moment" : "Dictate"} disabled={isBusy} onClick={() => void start()}>
        {isBusy ? <LoaderCircle size={18} className="animate-spin" /> : <Mic size={18} />}
      </RoundButton>
      {problem && (
        <span
          role="alert"
          className="absolute inset-x-0 bottom-full mb-2 rounded-xl border border-line bg-raised px-4 py-2 text-sm"
        >
          {problem}{" "}
          {again && (
            <button type="button" className="text-accent underline" onClick={() => void write(again)}>
              Try again
            </button>
          )}
        </span>
      )}
    </>
  );
}

interface RoundButtonProps {
  label: string;
  disabled?: boolean;
  /** Takes the focus when it appears: the button that was pressed is gone. */
  isFirst?: boolean;
  onClick(): void;
  children: React.ReactNode;
}

function RoundButton({ label, disabled, isFirst, onClick, children }: RoundButtonProps) {
  return (
    <button
      type="button"
      ref={(button) => {
        if (isFirst) button?.focus();
      }}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
      className="flex size-9 flex-none items-center justify-center rounded-full text-muted hover:bg-hover hover:text-text"
    >
      {children}
    </button>
  );
}

/** Puts text at the caret, with a space where words would touch. */
function insert(field: HTMLTextAreaElement, text: string): void {
  const { value, selectionStart, selectionEnd } = field;
  const before = /\S$/.test(value.slice(0, selectionStart)) ? " " : "";
  const after = /^\S/.test(value.slice(selectionEnd)) ? " " : "";
  field.focus();
  field.setRangeText(before + text + after, selectionStart, selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
