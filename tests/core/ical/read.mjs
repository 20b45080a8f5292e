// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads a calendar from standard input as a client built on ical.js does; writes what it understood.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const root = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const moment = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString());

const events = root.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    start: moment(event.startDate),
    end: moment(event.endDate),
    title: event.summary,
    status: component.getFirstPropertyValue("status"),
  };
});
process.stdout.write(JSON.stringify(events));
