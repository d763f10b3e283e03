'use strict';

const unsupported = () => {
  throw new Error('Excel files are not supported by this installation: save the table as CSV');
};

module.exports = {
  read: unsupported,
  readFile: unsupported,
  writeFile: unsupported,
  utils: {
    sheet_to_json: unsupported,
    json_to_sheet: unsupported,
    book_new: unsupported,
    book_append_sheet: unsupported,
  },
};
