/** A message as it comes over the wire: the values of each field, by its number. */
export type Message = ReadonlyMap<number, (bigint | Uint8Array)[]>;

/** Splits a protobuf message into its fields (https://protobuf.dev/programming-guides/encoding/). */
export function decodeMessage(bytes: Uint8Array): Message {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields = new Map<number, (bigint | Uint8Array)[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = view.getUint8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const value = (wireType: number): bigint | Uint8Array => {
    switch (wireType) {
      case 0:
        return varint();
      case 1:
        at += 8;
        return view.getBigUint64(at - 8, true);
      case 2: {
        const length = Number(varint());
        at += length;
        return bytes.subarray(at - length, at);
      }
      case 5:
        at += 4;
        return BigInt(view.getUint32(at - 4, true));
      default:
        throw new Error(`no protobuf: wire type ${wireType}`);
    }
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const field = tag >> 3;
    fields.set(field, [...(fields.get(field) ?? []), value(tag & 7)]);
  }
  return fields;
}

export const messagesOf = (message: Message, field: number): Message[] =>
  bytesOf(message, field).map(decodeMessage);

export const textOf = (message: Message, field: number): string =>
  bytesOf(message, field)
    .map((bytes) => new TextDecoder().decode(bytes))
    .join("");

export const hexOf = (message: Message, field: number): string =>
  bytesOf(message, field)
    .map((bytes) => Buffer.from(bytes).toString("hex"))
    .join("");

export const numberOf = (message: Message, field: number): number => Number(message.get(field)?.[0] ?? 0n);

const bytesOf = (message: Message, field: number): Uint8Array[] =>
  (message.get(field) ?? []).filter((value) => value instanceof Uint8Array);
