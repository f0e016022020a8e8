// node --require: the clock of a program is off by CLOCK_SKEW_SECONDS, as all of its code sees it. Time that passes is right.
const { ServerResponse } = require('node:http');

const skewMs = Number(process.env.CLOCK_SKEW_SECONDS) * 1_000;
const TrueDate = Date;

globalThis.Date = class extends TrueDate {
  constructor(...args) {
    if (args.length === 0) super(TrueDate.now() + skewMs);
    else super(...args);
  }

  static now() {
    return TrueDate.now() + skewMs;
  }
};

// Node.js itself keeps the true Date for the header of that name.
const { writeHead } = ServerResponse.prototype;
ServerResponse.prototype.writeHead = function (...args) {
  this.setHeader('date', new Date().toUTCString());
  return writeHead.apply(this, args);
};
