// How every suite starts Chromium.

// What Playwright turns off by itself: a list of features replaces an earlier one.
const unwanted = [
  'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding',
  'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch',
  // What would pop up below the address: two pages of the browser's own for each window, which took more processor time than most pages that are tested.
  'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'
]

export const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  `--disable-features=${unwanted.join(',')}`
]
