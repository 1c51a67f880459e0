import { useEffect, useRef, type RefObject } from "react";

/** A dialog that is open for as long as it is mounted. Nothing behind it can be reached meanwhile. */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  return dialog;
}
