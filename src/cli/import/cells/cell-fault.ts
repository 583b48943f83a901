/** What would be right in a cell that cannot be what its column needs. */
export class CellFault {
  constructor(readonly message: string) {}
}
