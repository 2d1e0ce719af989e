// Package archtest holds no code, only tests about the code: which package may
// import which, how long a file may be, what both databases must have alike.
package archtest
