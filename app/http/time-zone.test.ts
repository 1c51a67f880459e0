import { expect, test } from "vitest";
import { timeZoneOf } from "./time-zone.ts";

const zone = (headers: Record<string, string>) => timeZoneOf(new Request("http://localhost/", { headers }));

test("The time zone comes from the header, or from the cookie without that header", () => {
  expect(zone({ cookie: "a=b; tz=Europe%2FBerlin" })).toBe("Europe/Berlin");
  expect(zone({ cookie: "tz=America/New_York" })).toBe("America/New_York");
  expect(zone({ cookie: "tz=Europe%2FBerlin", "x-time-zone": "Asia/Tokyo" })).toBe("Asia/Tokyo");
});

test.each(["Mars/Olympus", "+02:00", "%E0%A4%A", "", "<script>"])("%j counts as UTC", (tz) => {
  expect(zone({ cookie: `tz=${tz}` })).toBe("UTC");
  expect(zone({})).toBe("UTC");
});
