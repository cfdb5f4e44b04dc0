// read.mjs CLIENT FILE.ics: the events that a JavaScript client sees, as JSON with UTC instants.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import ical from "node-ical";

const [client, path] = process.argv.slice(2);
const text = readFileSync(path, "utf8");

const readers = {
  "ical.js": () => {
    const root = new ICAL.Component(ICAL.parse(text));
    ICAL.TimezoneService.reset();
    for (const zone of root.getAllSubcomponents("vtimezone")) {
      ICAL.TimezoneService.register(zone);
    }
    return root.getAllSubcomponents("vevent").map((part) => new ICAL.Event(part)).map((event) => ({
      uid: event.uid,
      summary: event.summary,
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
    }));
  },
  "node-ical": () =>
    Object.values(ical.sync.parseICS(text))
      .filter((part) => part.type === "VEVENT")
      .map((event) => ({
        uid: event.uid,
        summary: event.summary,
        start: new Date(event.start).toISOString(),
        end: new Date(event.end).toISOString(),
      })),
};

console.log(JSON.stringify(readers[client]()));
