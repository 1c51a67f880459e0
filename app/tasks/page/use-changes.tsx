import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";
import { useFetcher } from "react-router";
import type { PlannerResult } from "./form-problem.ts";

interface Sent {
  key: number;
  action: string;
  data: FormData;
}

export interface Changes {
  /** Sends a form to the server while the page stays. Several can be under way. */
  send(data: FormData, action: string): void;
  /** The forms that are under way, the oldest first. */
  underWay: FormData[];
  /** Has to be rendered: the forms under way. */
  submissions: ReactNode;
}

let keys = 0;

/**
 * Sends the page's forms without a navigation.
 *
 * @param onResult is called with the server's answer when the page shows it
 */
export function useChanges(onResult: (result: PlannerResult, data: FormData) => void): Changes {
  const [sent, setSent] = useState<Sent[]>([]);
  return {
    send: (data, action) => setSent((before) => [...before, { key: ++keys, action, data }]),
    underWay: sent.map(({ data }) => data),
    submissions: sent.map((one) => (
      <Submission
        key={one.key}
        sent={one}
        onDone={(result) => {
          setSent((before) => before.filter(({ key }) => key !== one.key));
          onResult(result, one.data);
        }}
      />
    )),
  };
}

/** One form under way. Each has a fetcher of its own, since a fetcher aborts what it did before. */
function Submission({ sent, onDone }: { sent: Sent; onDone(result: PlannerResult): void }) {
  const fetcher = useFetcher<PlannerResult>();
  const isSent = useRef(false);
  const begin = useEffectEvent(() => {
    const { data, action } = sent;
    void fetcher.submit(data, { method: "post", action, encType: "multipart/form-data" });
  });
  const done = useEffectEvent(onDone);
  useEffect(() => {
    if (isSent.current) return;
    isSent.current = true;
    begin();
  }, []);
  const { state, data } = fetcher;
  useEffect(() => {
    if (state === "idle" && data) done(data);
  }, [state, data]);
  return null;
}
