/** The fault of a cell, as a description of valid values. */
export class CellFault {
  constructor(readonly message: string) {}
}
