/* The shop's proxy, as far as the page under a strict policy asks it. */
window.fetch = async () =>
  Response.json({
    config: {
      version: '0.1.0',
      shop: 's',
      livemode: false,
      publishableKey: null,
      modes: ['hosted'],
      closed: null,
      checkoutOrigins: [],
    },
    items: [
      {
        id: 'mug',
        name: 'Stoneware mug',
        description: null,
        image: null,
        url: null,
        currency: 'eur',
        unitAmount: 1950,
        quantity: { min: 1, max: 9, step: 1 },
        options: [],
        recurring: null,
        available: true,
      },
    ],
  });
