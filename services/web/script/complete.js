// Names and operators while a query is typed.
export {};
