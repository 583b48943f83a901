/** Our mark: a gate, and what passes it is ticked. The file assets/mark.svg is the same on its own ground. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#0f766e" />
      <g fill="none" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round">
        <path d="M7.5 26V15.5a8.5 8.5 0 0 1 17 0V26" stroke="#fff" />
        <path d="m11.8 18 3 3.1 5.4-6.2" stroke="#5eead4" />
      </g>
    </svg>
  );
}
